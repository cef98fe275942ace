package io.github.targetroutes.ops;

import org.apache.camel.spi.MaskingFormatter;

/**
 * Camel's own log mask, for routes that log with {@code logMask}. To be bound in the registry as
 * {@value MaskingFormatter#CUSTOM_LOG_MASK_REF}; Camel's default overlooks {@code Bearer} tokens
 * and JSON names with an underscore.
 */
public final class LogMask implements MaskingFormatter {

  @Override
  public String format(String source) {
    return SecretMask.mask(source);
  }
}
