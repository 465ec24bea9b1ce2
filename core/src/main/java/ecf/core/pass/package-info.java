/// The imperative shell: observe, decide, claim, act, remember. The only package that calls ports.
@NullMarked
package ecf.core.pass;

import org.jspecify.annotations.NullMarked;
