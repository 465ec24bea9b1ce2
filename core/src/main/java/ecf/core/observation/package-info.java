/// Everything a decision may look at, as values.
@NullMarked
package ecf.core.observation;

import org.jspecify.annotations.NullMarked;
