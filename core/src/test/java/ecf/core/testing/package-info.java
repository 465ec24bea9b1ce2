/// What tests of several packages arrange with.
@NullMarked
package ecf.core.testing;

import org.jspecify.annotations.NullMarked;
