/// Signals: what is measured, how absence is told apart from numbers, and how points become
/// readings. Pure.
@NullMarked
package ecf.core.signal;

import org.jspecify.annotations.NullMarked;
