/// What an account has, and a first configuration for it.
@NullMarked
package ecf.aws.account;

import org.jspecify.annotations.NullMarked;
