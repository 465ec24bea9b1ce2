/// An AWS endpoint for tests: moto, and the same contracts on LocalStack; a proxy that records and
/// fails calls; words to arrange a fleet with. Other modules take it from this module's test-jar.
@NullMarked
package ecf.aws.testing;

import org.jspecify.annotations.NullMarked;
