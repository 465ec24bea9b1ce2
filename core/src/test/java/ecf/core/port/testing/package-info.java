/// What every store of memories must do, and one for tests.
@NullMarked
package ecf.core.port.testing;

import org.jspecify.annotations.NullMarked;
