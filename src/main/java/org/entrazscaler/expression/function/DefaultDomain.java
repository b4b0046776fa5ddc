package org.entrazscaler.expression.function;

import org.jspecify.annotations.Nullable;

/**
 * {@code DefaultDomain}. Documented only in the Graph function-schema example; its result follows
 * from its name.
 */
final class DefaultDomain extends SimpleFunction {

  DefaultDomain() {
    super(
        Signature.of(
            "DefaultDomain", ValueType.TEXT, "The default verified domain of the tenant."));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    String domain = call.context().defaultDomain().get();
    if (domain == null) {
      throw call.failure("the default domain of the tenant is not known here");
    }
    return domain;
  }
}
