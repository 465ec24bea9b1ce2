/// What a pass did, told: as text for people, as JSON for programs, as an exit code for shells.
/// Pure functions of the result.
@NullMarked
package ecf.core.report;

import org.jspecify.annotations.NullMarked;
