package org.sallyport.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.ResultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BindVerdictTest {
  @ParameterizedTest
  @CsvSource({
    "525, unknown user",
    "52e, wrong password",
    "52E, wrong password",
    "530, not allowed at this hour",
    "531, not allowed from this machine",
    "532, password expired",
    "533, account disabled",
    "701, account expired",
    "773, password must be changed",
    "775, account locked",
    "8ff, 'refused by the directory, data 8ff'"
  })
  void sub_codes_become_reasons(String code, String reason) {
    assertThat(
            BindVerdict.refusal(
                ResultCode.INVALID_CREDENTIALS,
                "80090308: LdapErr: DSID-0C09041C, comment: AcceptSecurityContext error, data "
                    + code
                    + ", v4563"))
        .contains(reason);
  }

  @Test
  void a_plain_refusal_is_a_wrong_password() {
    assertThat(BindVerdict.refusal(ResultCode.INVALID_CREDENTIALS, "")).contains("wrong password");
  }

  @Test
  void a_locked_account_is_told_apart_where_the_server_says_so() {
    assertThat(BindVerdict.refusal(ResultCode.CONSTRAINT_VIOLATION, "Exceed retry: account Locked"))
        .contains("account locked");
  }

  @Test
  void codes_that_say_nothing_of_the_person_are_no_verdict() {
    for (var code :
        new ResultCode[] {
          ResultCode.BUSY,
          ResultCode.UNAVAILABLE,
          ResultCode.SERVER_DOWN,
          ResultCode.TIMEOUT,
          ResultCode.OTHER,
          ResultCode.OPERATIONS_ERROR,
          ResultCode.REFERRAL,
          ResultCode.CONFIDENTIALITY_REQUIRED
        }) {
      assertThat(BindVerdict.refusal(code, "data 52e")).isEmpty();
    }
  }
}
