/// Asking functions before a scale-in.
@NullMarked
package ecf.aws.hook;

import org.jspecify.annotations.NullMarked;
