/// What a scalable target is: identity, capacity, state and reasons.
@NullMarked
package ecf.core.model;

import org.jspecify.annotations.NullMarked;
