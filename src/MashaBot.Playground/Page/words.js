// All texts of the page, by language. The bot's own texts come from the bot.
const dictionary = {
  ru: {
    learner: "Ученик", you: "Вы", bot: "бот", typing: "печатает…", uploading: "отправляет фото…", blocked: "бот заблокирован", offline: "нет связи с площадкой…",
    message: "Сообщение", send: "Отправить", commands: "Меню команд", attach: "Прикрепить", more: "Ещё", keyboard: "Клавиатура",
    start: "Начать", restart: "Перезапустить бота", block: "Заблокировать бота", unblock: "Разблокировать бота", edit_person: "Имя, язык, часовой пояс…",
    photo: "Фото…", test_photo: "Пробное фото", sticker: "Стикер", voice: "Голосовое (пробное)",
    learners: "Ученики", group: "Группа", add_group: "Создать группу", speaks: "говорит здесь", whisper: "видно только вам", add: "Добавить ученика…", new_person: "Новый ученик", change_person: "Ученик", name: "Имя", language: "Язык приложения", no_language: "не сообщается",
    zone: "Часовой пояс", cancel: "Отмена", ok: "Готово", close: "Закрыть",
    clock: "Часы площадки", hour: "+1 ч", hour_long: "Перевести часы на час вперёд", morning: "Утро", morning_long: "Следующее утро, 09:05", day: "+1 день", day_long: "Перевести часы на день вперёд",
    edited: "изменено", reply: "Ответить", edit: "Изменить", copy: "Копировать текст", actions: "Действия с сообщением", replying: "Ответ: ", editing: "Изменение сообщения",
    today: "Сегодня", yesterday: "Вчера", picture: "Картинка", sticker_kind: "Стикер", voice_kind: "Голосовое сообщение", rich_kind: "Сообщение", down: "К последним сообщениям", unread: "непрочитанных",
    copied: "Скопировано", no_picture: "Это не картинка", unsupported: "Этого площадка не показывает", formula: "Формула", silent: "без звука",
    nothing: "Здесь пока пусто. Нажмите «Начать»: бот пишет только тем, кто написал ему первым.",
  },
  en: {
    learner: "Learner", you: "You", bot: "bot", typing: "typing…", uploading: "sending a photo…", blocked: "the bot is blocked", offline: "no connection to the playground…",
    message: "Message", send: "Send", commands: "Commands menu", attach: "Attach", more: "More", keyboard: "Keyboard",
    start: "Start", restart: "Restart bot", block: "Block the bot", unblock: "Unblock the bot", edit_person: "Name, language, time zone…",
    photo: "Photo…", test_photo: "Test photo", sticker: "Sticker", voice: "Voice message (test)",
    learners: "Learners", group: "Group", add_group: "Make a group", speaks: "speaks here", whisper: "only you see this", add: "Add a learner…", new_person: "New learner", change_person: "Learner", name: "Name", language: "Language of the app", no_language: "not reported",
    zone: "Time zone", cancel: "Cancel", ok: "Done", close: "Close",
    clock: "Playground clock", hour: "+1 h", hour_long: "Move the clock on by an hour", morning: "Morning", morning_long: "Next morning, 09:05", day: "+1 day", day_long: "Move the clock on by a day",
    edited: "edited", reply: "Reply", edit: "Edit", copy: "Copy text", actions: "Message actions", replying: "Reply: ", editing: "Edit message",
    today: "Today", yesterday: "Yesterday", picture: "Picture", sticker_kind: "Sticker", voice_kind: "Voice message", rich_kind: "Message", down: "To the latest messages", unread: "unread",
    copied: "Copied", no_picture: "This is not a picture", unsupported: "The playground does not show this", formula: "Formula", silent: "silent",
    nothing: "Nothing here yet. Press Start: a bot only writes to those who wrote to it first.",
  },
};

export const locale = /^(ru|be|uk|kk)\b/i.test(navigator.language) ? "ru" : "en";
export const words = dictionary[locale];
