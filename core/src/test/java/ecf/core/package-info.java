/// Rules that hold for the whole source tree.
@NullMarked
package ecf.core;

import org.jspecify.annotations.NullMarked;
