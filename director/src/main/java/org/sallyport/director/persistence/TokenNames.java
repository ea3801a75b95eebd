package org.sallyport.director.persistence;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;

/** The members of a pool by their token names. */
record TokenNames(List<Member> members, List<TokenName> names) {

  static TokenNames of(String service, List<Member> members) {
    return new TokenNames(
        members, members.stream().map(member -> TokenName.of(service, member)).toList());
  }

  @Nullable Member find(byte[] buffer, int offset) {
    long high = Base64Url.read(buffer, offset, 10);
    long low = Base64Url.read(buffer, offset + 10, 2);
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i);
      if (name.high() == high && name.low() == low) {
        return members.get(i);
      }
    }
    return null;
  }
}
