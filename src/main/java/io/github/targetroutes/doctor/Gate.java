package io.github.targetroutes.doctor;

/**
 * What a call to the Admin API has to pass, in this order: who is refused at one has passed those
 * before. The codes are those of the gateway's published validation code; a missing role in the
 * workspace comes as 500 (aio-lib-target's README, "User-based OAuth tokens").
 */
enum Gate {
  WAY,
  API_KEY,
  TOKEN,
  PRODUCT_PROFILE,
  TENANT,
  QUOTA,
  /** All of them are passed. */
  OPEN;

  /**
   * Where a call was stopped.
   *
   * @param status HTTP status; 0 where no answer came
   * @param code Adobe's code of the error; empty where there is none
   */
  static Gate of(int status, String code) {
    return switch (code) {
      case "403000", "403003" -> API_KEY;
      case "403010", "403011", "401013" -> TOKEN;
      case "403023", "403024", "403025" -> PRODUCT_PROFILE;
      case "503000", "503010" -> WAY;
      default ->
          switch (status) {
            case 401 -> TOKEN;
            case 500 -> PRODUCT_PROFILE;
            case 403, 404 -> TENANT;
            case 429, 503 -> QUOTA;
            default -> WAY;
          };
    };
  }
}
