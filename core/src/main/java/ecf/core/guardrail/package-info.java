/// Guardrails review a wanted change and never enlarge it. `GuardrailType`'s order is the order of
/// application.
@NullMarked
package ecf.core.guardrail;

import org.jspecify.annotations.NullMarked;
