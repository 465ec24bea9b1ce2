/// Decides: one target alone, then all of them together, and the order of their changes. Pure.
@NullMarked
package ecf.core.engine;

import org.jspecify.annotations.NullMarked;
