package io.github.targetroutes.auth;

import java.util.Arrays;
import java.util.List;

/**
 * Everything that shapes a token. Two credentials share a token only if all of this is equal: a
 * cache key that leaves one out hands a token to the wrong caller (CVE-2026-85317).
 *
 * @param grant {@code jwt} or {@code oauth}
 * @param imsUrl where it is exchanged
 * @param clientId the client id (API key)
 * @param organizationId the organisation, {@code …@AdobeOrg}
 * @param technicalAccountId the technical account, {@code …@techacct.adobe.com}
 * @param scopes scopes or metascopes, sorted
 * @param secretHash SHA-256 of the client secret
 */
public record TokenKey(
    String grant,
    String imsUrl,
    String clientId,
    String organizationId,
    String technicalAccountId,
    List<String> scopes,
    String secretHash) {

  public static TokenKey of(
      String grant,
      String imsUrl,
      String clientId,
      String organizationId,
      String technicalAccountId,
      String scopes,
      String secret) {
    List<String> sorted =
        Arrays.stream(scopes.split("[,\\s]+")).filter(s -> !s.isEmpty()).sorted().toList();
    return new TokenKey(
        grant,
        imsUrl,
        clientId,
        organizationId,
        technicalAccountId,
        sorted,
        AccessToken.sha256(secret));
  }
}
