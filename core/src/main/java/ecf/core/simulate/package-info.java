/// The `simulated` provider: a small cloud inside the program, so that everything works on a bare
/// machine. What its services do is a pure function of the settings, of what was asked for and
/// when, and of the time; only [ecf.core.simulate.WorldFile] touches the disk.
@NullMarked
package ecf.core.simulate;

import org.jspecify.annotations.NullMarked;
