package canbao.campaign;

import canbao.campaign.ReminderPlan.Audience;
import canbao.campaign.ReminderPlan.Stage;
import canbao.io.yaml.YamlNode;
import canbao.model.Fen;
import canbao.model.message.SmsText;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a reminder plan ({@code config/reminders/*.yaml}) and refuses texts that must not reach a handset. */
public final class ReminderPlanReader {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
    private static final Pattern LINK = Pattern.compile("(?i)https?:|www\\.|[a-z0-9-]+\\.(cn|com|net|org)\\b");
    private static final Pattern CATEGORY = Pattern.compile("低保|特困|孤儿|困境|重度残疾|残疾|因病致贫|事实无人抚养");
    private static final List<String> REQUIRED = List.of("12393", "12366", "拒收请回复R");
    private static final DateTimeFormatter CHINESE_DATE = DateTimeFormatter.ofPattern("yyyy年M月d日");

    private ReminderPlanReader() {}

    /** Problems go to the node's list; call {@code problems.throwIfAny()} before using the plan. */
    public static ReminderPlan read(YamlNode root) {
        String topic = root.text("topic");
        int year = root.integer("coverageYear");
        Fen personal = root.yuan("personal");
        LocalDate deadline = root.date("deadline");
        String signature = root.text("signature");
        if (!signature.matches("【[^【】]{2,20}】")) {
            root.problem("signature", "must be the registered name in 【】", "write 【鹿城区医保局】");
        }
        if (root.integer("messagesPerPhoneAndStage", 1) != 1) {
            root.problem("messagesPerPhoneAndStage", "must be 1", "a phone gets one message per stage; write 1");
        }
        Map<String, String> values = Map.of(
                "year", String.valueOf(year),
                "personal", Stage.OWED,
                "deadline", CHINESE_DATE.format(deadline));
        int maxSegments = root.integer("maxSegments", 2);
        List<Stage> stages = new ArrayList<>();
        for (YamlNode node : root.children("stages")) {
            stages.add(stage(node, signature, values, personal, maxSegments));
        }
        checkStages(root, stages, deadline);
        root.done();
        return new ReminderPlan(topic, year, personal, deadline, stages);
    }

    private static Stage stage(
            YamlNode node, String signature, Map<String, String> values, Fen personal, int maxSegments) {
        String name = node.text("name");
        if (!name.matches("[a-z][a-z0-9-]{0,30}")) {
            node.problem("name", "must be lower-case words joined by hyphens", "write a name such as last-call");
        }
        LocalDate date = node.date("date");
        Audience audience = node.oneOf("audience", Audience.class);
        String template = node.text("text");
        checkTemplate(node, template, values);
        Stage stage = new Stage(name, date, audience, signature + filled(template, values));
        String text = stage.text(List.of(personal));
        if (SmsText.segments(text) > maxSegments) {
            node.problem(
                    "text",
                    "has " + text.length() + " characters with its signature, more than " + maxSegments + " segments",
                    "shorten it, or raise maxSegments and with it the bill");
        }
        node.done();
        return stage;
    }

    private static void checkTemplate(YamlNode node, String template, Map<String, String> values) {
        Set<String> used = new HashSet<>();
        Matcher placeholders = PLACEHOLDER.matcher(template);
        while (placeholders.find()) {
            used.add(placeholders.group(1));
        }
        for (String name : used) {
            if (!values.containsKey(name)) {
                node.problem("text", "unknown placeholder {" + name + "}", "known are " + values.keySet());
            }
        }
        for (String name : values.keySet()) {
            if (!used.contains(name)) {
                node.problem("text", "does not say {" + name + "}", "name year, amount and deadline");
            }
        }
        for (String words : REQUIRED) {
            if (!template.contains(words)) {
                node.problem("text", "does not contain " + words, "add it: " + String.join("、", REQUIRED));
            }
        }
        refuse(node, LINK, template, "must not hold a link", "say which app or office instead");
        refuse(node, CATEGORY, template, "must not name a category of help", "leave it out");
        refuse(node, Pattern.compile("[【】]"), template, "must not repeat the signature", "write it under signature");
    }

    private static void refuse(YamlNode node, Pattern unwanted, String template, String rule, String fix) {
        if (unwanted.matcher(template).find()) {
            node.problem("text", rule, fix);
        }
    }

    private static void checkStages(YamlNode root, List<Stage> stages, LocalDate deadline) {
        if (stages.isEmpty()) {
            root.problem("stages", "needs at least one stage", "add name, date, audience and text");
        }
        Set<String> names = new HashSet<>();
        LocalDate earliest = LocalDate.MIN;
        for (Stage stage : stages) {
            if (!names.add(stage.name())) {
                root.problem("stages", "two stages are called " + stage.name(), "give each its own name");
            }
            if (stage.date().isBefore(earliest) || stage.date().isAfter(deadline)) {
                root.problem(
                        "stages",
                        "the date of " + stage.name() + " is out of order or after the deadline",
                        "order stages by date");
            }
            earliest = stage.date();
        }
    }

    private static String filled(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }
}
