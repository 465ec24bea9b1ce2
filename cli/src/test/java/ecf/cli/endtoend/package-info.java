/// The real `./ecf-aws` process against an AWS endpoint that nobody here wrote.
@NullMarked
package ecf.cli.endtoend;

import org.jspecify.annotations.NullMarked;
