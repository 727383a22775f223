namespace MashaBot.Conversation;

/// <summary>
/// What the bot can say by itself. The words stand in <c>content/phrases.*.yaml</c> under the same name in kebab case
/// (<c>WelcomeBack</c> is <c>welcome-back</c>); a language file that lacks one of them is a fault at the start.
/// </summary>
public enum Phrase
{
    Greeting, FormulasUnseen, WelcomeBack, Help,

    SheetTitle, ProblemTitle, ProblemTitleSitting, QuestionTitle, QuestionTitleOnly, DayCame, DayStillOpen,
    SittingDone, ProblemDone, ProblemDoneClean, CourseDone, ComeTomorrow, ComeWhenAsked,

    Right, RightAfterTries, ReadAs, Coarse, Partly, PartlyChoices, PartlyOrder, Wrong, WrongAgain, ChoiceWrong, Undecided,
    Misfits, MisfitsAll, MisfitsRow, MisfitsUndefined, MisfitsInside, MisfitsThreshold,
    SelfCheckModel, SelfCheckAsk, SelfCheckYes, SelfCheckPartly, SelfCheckNo,
    Named, NamedRight, NamedWrong, NamedUnknown, NamedAsked,
    UnreadableAt, Unreadable, UnreadableMatrix, UnreadableExpected, UnreadableRepair, UnreadableExample, TooLong,

    HintTitle, HintsOver, SolutionTitle, SolutionSure, Skipped, AlreadyFinished, NothingAsked, Dunno, Thanks, Hello,

    Time, TimeStopped, TimeSet, TimeSetStopped, TimeUnreadable, ZoneAsk, ZoneChoose, ZoneUnreadable, Stopped, FormRich, FormPlain,

    ProgressNone, ProgressTitle, ProgressTotal, ProgressSheet, ProgressShown, ProgressMarked, ProgressStreak,

    UnknownCommand, UnknownProblem, MediaPhoto, MediaSticker, MediaVoice, MediaOther, EditedLate, InGroup, Trouble, StaleButton,

    ButtonFirst, ButtonNext, ButtonQuestion, ButtonHint, ButtonHintMore, ButtonSolution, ButtonSkip, ButtonShowAnyway, ButtonRepair, ButtonZone, ButtonSelfYes, ButtonSelfPartly, ButtonSelfNo,

    CommandStart, CommandNext, CommandHint, CommandSolution, CommandSkip, CommandProgress, CommandTime, CommandPlain, CommandRich,
    CommandStop, CommandHelp,

    WhenToday, WhenTomorrow, WhenLater,

    ExampleNumber, ExampleInteger, ExampleVector, ExampleMatrix, ExampleTuple, ExampleFormula, ExampleChoice, ExampleChoices, ExampleWeights, ExampleOrder, ExampleShape,
}
