/// Expressions over signals and a target's own counts: their text, their form, their value. Pure,
/// and bounded whatever is written: no reflection, no script engine.
@NullMarked
package ecf.core.expression;

import org.jspecify.annotations.NullMarked;
