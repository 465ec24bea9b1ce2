/// How fast it decides, and what that allocates. Compiled with every build, run on demand.
@NullMarked
package ecf.core.bench;

import org.jspecify.annotations.NullMarked;
