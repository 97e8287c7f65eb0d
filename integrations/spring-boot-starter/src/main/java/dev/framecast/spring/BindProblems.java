package dev.framecast.spring;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * What is wrong where properties cannot be bound. Boot's own words quote each value, which of a
 * camera may be an address with a password, put into the wrong line.
 */
final class BindProblems {
  private static final ConfigurationPropertyName PREFIX =
      ConfigurationPropertyName.of(FramecastProperties.PREFIX);
  private static final ConfigurationPropertyName CAMERAS = PREFIX.append("cameras");
  private static final int LONGEST_VALUE = 40;

  private BindProblems() {}

  static boolean isOurs(BindException e) {
    return PREFIX.equals(e.getName()) || PREFIX.isAncestorOf(e.getName());
  }

  /** A line for each property that is wrong. */
  static String describe(BindException e) {
    if (e.getCause() instanceof UnboundConfigurationPropertiesException unknown) {
      return unknown.getUnboundProperties().stream()
          .map(BindProblems::unknown)
          .collect(Collectors.joining("\n"));
    }
    ConfigurationProperty property = e.getProperty();
    return e.getName() + ": " + value(property) + "must be " + type(e);
  }

  private static String unknown(ConfigurationProperty property) {
    ConfigurationPropertyName name = property.getName();
    boolean ofCamera = CAMERAS.isAncestorOf(name) && name.getNumberOfElements() > 3;
    List<String> known = names(ofCamera ? CameraProperties.class : group(name));
    if (known.contains(name.getElement(name.getNumberOfElements() - 1, Form.DASHED))
        && "".equals(property.getValue())) {
      return name + origin(property) + ": is empty: must have a value, or be left out";
    }
    if (ofCamera && known.contains(name.getElement(3, Form.DASHED))) {
      return name + origin(property) + ": " + PropertyNames.besideAnAddressAlone(name.chop(3));
    }
    return name
        + origin(property)
        + ": there is no such property; must be one of "
        + String.join(", ", known);
  }

  private static List<String> names(Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .map(component -> DataObjectPropertyName.toDashedForm(component.getName()))
        .toList();
  }

  /** The record that the second element of a name stands for, such as framecast.limits. */
  private static Class<?> group(ConfigurationPropertyName name) {
    for (RecordComponent each : FramecastProperties.class.getRecordComponents()) {
      if (each.getType().isRecord()
          && PREFIX
              .append(DataObjectPropertyName.toDashedForm(each.getName()))
              .isAncestorOf(name)) {
        return each.getType();
      }
    }
    return FramecastProperties.class;
  }

  private static String value(@Nullable ConfigurationProperty property) {
    return property == null ? "" : shown(property.getValue()) + origin(property) + ": ";
  }

  private static String origin(ConfigurationProperty property) {
    return property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
  }

  /** The value, unless it may be part of an address or a password. */
  static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST_VALUE && text.matches("[\\p{L}0-9 .,:%+_-]*")
        ? "\"" + text + "\""
        : "the value, which is not repeated,";
  }

  private static String type(BindException e) {
    Class<?> type = e.getTarget().getType().resolve(Object.class);
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName()) {
      case "Duration" -> "a time such as 500ms, 5s, 2m or 1h";
      case "Boolean", "boolean" -> "true or false";
      case "Integer", "int", "Long", "long" -> "a whole number";
      case "BigDecimal" -> "a number such as 25 or 12.5";
      case "CameraProperties" -> "a camera: .uri and more below it";
      case "Map" -> "names and values below it";
      default -> "a " + type.getSimpleName();
    };
  }
}
