package ecf.aws.targets;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/// Addresses that begin with the same bits: `10.0.0.0/16` has `10.0.7.1`, and not `10.1.0.1`.
///
/// @param first of the addresses
/// @param bits that all of them begin with
record AddressRange(InetAddress first, int bits) {
  /// Empty where the text is no range.
  static Optional<AddressRange> parse(String cidr) {
    int slash = cidr.indexOf('/');
    try {
      return slash < 0
          ? Optional.empty()
          : Optional.of(
              new AddressRange(
                  InetAddress.ofLiteral(cidr.substring(0, slash)),
                  Integer.parseInt(cidr.substring(slash + 1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Whether an address, as text, is one of them.
  boolean has(String address) {
    InetAddress other;
    try {
      other = InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      return false;
    }
    int all = first.getAddress().length * Byte.SIZE;
    return other.getAddress().length == first.getAddress().length
        && bits >= 0
        && bits <= all
        && number(other).shiftRight(all - bits).equals(number(first).shiftRight(all - bits));
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }
}
