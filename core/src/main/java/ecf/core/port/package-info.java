/// What the core asks of the outside world: small, batched, an answer for every item.
@NullMarked
package ecf.core.port;

import org.jspecify.annotations.NullMarked;
