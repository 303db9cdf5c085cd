package canbao.model.batch;

/**
 * A whole batch that was refused before any of it counted. Holds no personal data.
 *
 * @param rule the rule that failed, in upper case with underscores
 * @param place where in the batch: {@code file}, {@code header}, {@code line 12}
 * @param fix what the sender should do, Chinese and English
 */
public record Refusal(String rule, String place, String fix) {}
