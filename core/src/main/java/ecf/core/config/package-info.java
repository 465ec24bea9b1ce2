/// From the text of a file to typed settings, or to all of its problems at once. Nothing is called
/// here.
@NullMarked
package ecf.core.config;

import org.jspecify.annotations.NullMarked;
