/// What the command line keeps between runs: one SQLite file per configuration name.
@NullMarked
package ecf.cli.state;

import org.jspecify.annotations.NullMarked;
