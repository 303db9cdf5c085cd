package canbao.model.message;

import canbao.model.Fen;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * One text to one phone, discharging the reminders of everybody behind that phone.
 *
 * @param id derived from topic, year, stage and phone key, so that planning again finds the same message
 * @param segments what the carrier bills, see {@link SmsText}
 * @param amounts what the text says is owed, each once and the smallest first
 * @param lastOn the last day on which it may leave; later its text would be wrong
 * @param reminders at least one, all of one topic, year and stage
 */
public record PlannedMessage(
        UUID id,
        UUID phoneKey,
        String maskedPhone,
        String text,
        int segments,
        List<Fen> amounts,
        LocalDate lastOn,
        List<Reminder> reminders) {
    public PlannedMessage {
        amounts = List.copyOf(amounts);
        reminders = List.copyOf(reminders);
        if (reminders.isEmpty()) {
            throw new IllegalArgumentException("a message without a reminder: " + id);
        }
    }
}
