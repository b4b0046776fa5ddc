package org.entrazscaler.expression.function;

import org.jspecify.annotations.Nullable;

/**
 * {@code DefaultDomain}. It is known only from the Graph function-schema example; the name says
 * what it gives.
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
