/// What stands in the way of a file, or may one day: each thing is looked at in a check of its own.
/// Pure; whoever asks has run a pass that changes nothing, and had the targets examined.
@NullMarked
package ecf.core.doctor;

import org.jspecify.annotations.NullMarked;
