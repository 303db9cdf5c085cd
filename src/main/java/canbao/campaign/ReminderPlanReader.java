package canbao.campaign;

import canbao.campaign.ReminderPlan.Audience;
import canbao.campaign.ReminderPlan.Stage;
import canbao.io.yaml.YamlNode;
import canbao.model.Fen;
import canbao.model.message.SmsText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a reminder plan ({@code config/reminders/*.yaml}) and refuses texts that must not reach a handset. */
public final class ReminderPlanReader {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
    private static final Pattern LINK = Pattern.compile("(?i)https?:|www\\.|[a-z0-9-]+\\.(cn|com|net|org)\\b");
    private static final Pattern CATEGORY = Pattern.compile("低保|特困|孤儿|困境|重度残疾|残疾|因病致贫|事实无人抚养");
    private static final List<String> REQUIRED = List.of("12393", "12366", "拒收请回复R");
    private static final LocalDate LONG_DATE = LocalDate.of(2024, 12, 31);

    private ReminderPlanReader() {}

    /** Problems go to the node's list; call {@code problems.throwIfAny()} before using the plan. */
    public static ReminderPlan read(YamlNode root) {
        String topic = root.text("topic");
        int year = root.integer("coverageYear");
        Fen personal = root.yuan("personal");
        LocalDate deadline = root.date("deadline");
        LocalDate extension = root.has("extensionTo") ? root.date("extensionTo") : deadline;
        if (extension.isBefore(deadline)) {
            root.problem("extensionTo", "must not be before the deadline", "write the extension's last day");
        }
        String signature = root.text("signature");
        if (!signature.matches("【[^【】]{2,20}】")) {
            root.problem("signature", "must be the registered name in 【】", "write 【鹿城区医保局】");
        }
        if (root.integer("messagesPerPhoneAndStage", 1) != 1) {
            root.problem("messagesPerPhoneAndStage", "must be 1", "a phone gets one message per stage; write 1");
        }
        Words words = new Words(
                signature,
                year,
                personal,
                deadline,
                extension,
                root.integer("waitingMonths", 0),
                root.integer("maxSegments", 2));
        List<Stage> stages = new ArrayList<>();
        for (YamlNode node : root.children("stages")) {
            stages.add(stage(node, words));
        }
        checkStages(root, stages, extension);
        root.done();
        return new ReminderPlan(topic, year, personal, deadline, stages);
    }

    /** What the texts of a plan say. */
    private record Words(
            String signature,
            int year,
            Fen personal,
            LocalDate deadline,
            LocalDate extension,
            int waitingMonths,
            int maxSegments) {
        /** Each must be said: by the deadline until then, by the extension's end and the waiting period afterwards. */
        Map<String, String> of(Audience audience, LocalDate date, @Nullable LocalDate debit) {
            Map<String, String> values = new TreeMap<>();
            values.put("year", String.valueOf(year));
            values.put("personal", Stage.OWED);
            if (audience == Audience.NEWBORNS) {
                values.put("deadline", Stage.DEADLINE);
            } else if (debit != null) {
                values.put("debit", ReminderPlan.chinese(debit));
            } else if (!date.isAfter(deadline)) {
                values.put("deadline", ReminderPlan.chinese(deadline));
            } else {
                values.put("extension", ReminderPlan.chinese(extension));
                if (waitingMonths > 0) {
                    values.put("waiting", waitingMonths + "个月等待期");
                }
            }
            return values;
        }
    }

    private static Stage stage(YamlNode node, Words words) {
        String name = node.text("name");
        if (!name.matches("[a-z][a-z0-9-]{0,30}")) {
            node.problem("name", "must be lower-case words joined by hyphens", "write a name such as last-call");
        }
        Audience audience = node.oneOf("audience", Audience.class);
        boolean newborns = audience == Audience.NEWBORNS;
        LocalDate debit = audience == Audience.PUPILS || newborns ? null : node.date("debit");
        int afterBirth = newborns ? afterBirth(node) : 0;
        LocalDate date = newborns ? LocalDate.MIN : debit == null ? node.date("date") : first(audience, debit);
        Map<String, String> values = words.of(audience, date, debit);
        String template = node.text("text");
        checkTemplate(node, template, values);
        Stage stage = new Stage(
                name,
                date,
                until(audience, date, debit, words),
                audience,
                debit,
                afterBirth,
                words.signature() + filled(template, values));
        String text = stage.text(List.of(words.personal()), newborns ? LONG_DATE : null);
        if (SmsText.segments(text) > words.maxSegments()) {
            node.problem(
                    "text",
                    "has " + text.length() + " characters with its signature, more than " + words.maxSegments()
                            + " segments",
                    "shorten it, or raise maxSegments and with it the bill");
        }
        node.done();
        return stage;
    }

    private static int afterBirth(YamlNode node) {
        int days = node.integer("afterBirth");
        if (days < 1 || days > 365) {
            node.problem("afterBirth", "between 1 and 365 days", "write the child's age in days, such as 30");
        }
        return days;
    }

    private static LocalDate until(Audience audience, LocalDate date, @Nullable LocalDate debit, Words words) {
        return switch (audience) {
            case NEWBORNS -> LocalDate.MAX;
            case DEBIT -> debit == null ? date : debit;
            default -> date.isAfter(words.deadline()) ? words.extension() : words.deadline();
        };
    }

    /** Three days before the bank debits; or the day after, when it could not. */
    private static LocalDate first(Audience audience, LocalDate debit) {
        return audience == Audience.DEBIT ? debit.minusDays(ReminderPlan.BEFORE_DEBIT) : debit.plusDays(1);
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
                node.problem("text", "does not say {" + name + "}", "name year, amount and the day that matters");
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

    private static void checkStages(YamlNode root, List<Stage> stages, LocalDate last) {
        if (stages.isEmpty()) {
            root.problem("stages", "needs at least one stage", "add name, date, audience and text");
        }
        Set<String> names = new HashSet<>();
        Map<Audience, LocalDate> earliest = new EnumMap<>(Audience.class);
        int age = 0;
        for (Stage stage : stages) {
            if (!names.add(stage.name())) {
                root.problem("stages", "two stages are called " + stage.name(), "give each its own name");
            }
            if (stage.audience() == Audience.NEWBORNS && stage.afterBirth() <= age) {
                root.problem(
                        "stages",
                        "afterBirth of " + stage.name() + " is out of order",
                        "order the stages for newborns by afterBirth, each later than the one before");
            }
            age = Math.max(age, stage.afterBirth());
            LocalDate before = earliest.put(stage.audience(), stage.date());
            if ((before != null && stage.date().isBefore(before))
                    || stage.date().isAfter(last)) {
                root.problem(
                        "stages",
                        "the date of " + stage.name() + " is out of order or after the deadline",
                        "order an audience's stages by date, none after the deadline or extensionTo");
            }
        }
    }

    private static String filled(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }
}
