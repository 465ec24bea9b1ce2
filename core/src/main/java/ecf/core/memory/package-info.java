/// What is remembered of a target between passes: values whose next state is computed purely.
@NullMarked
package ecf.core.memory;

import org.jspecify.annotations.NullMarked;
