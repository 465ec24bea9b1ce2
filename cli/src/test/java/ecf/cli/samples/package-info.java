/// The samples in `config-samples`, each read and planned.
@NullMarked
package ecf.cli.samples;

import org.jspecify.annotations.NullMarked;
