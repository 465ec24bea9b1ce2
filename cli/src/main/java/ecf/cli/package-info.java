/// The command line.
@NullMarked
package ecf.cli;

import org.jspecify.annotations.NullMarked;
