namespace MashaBot.Conversation;

/// <summary>
/// What the bot can say by itself. The words stand in <c>content/phrases.*.yaml</c> under the same name in kebab case
/// (<c>WelcomeBack</c> is <c>welcome-back</c>); a language file that lacks one of them is a fault at the start.
/// </summary>
public enum Phrase
{
    Greeting, FormulasUnseen, WelcomeBack, Help, NotTranslated,

    SheetTitle, ProblemTitle, ProblemTitleSitting, QuestionTitle, QuestionTitleOnly, DayCame, DayStillOpen,
    SittingDone, ProblemDone, ProblemDoneClean, CourseDone, ChakraLit, ComeTomorrow, ComeWhenAsked,

    Right, RightAfterTries, ReadAs, Coarse, OtherForm, OtherFormNone, Partly, PartlyChoices, PartlyOrder, Wrong, WrongAgain, ChoiceWrong, Undecided,
    Misfits, MisfitsAll, MisfitsNothing, MisfitsInside, MisfitsThreshold,
    Carried, CarriedFromSome, CauseTransposed, CauseSizes, CauseSizesOne, CauseResultSize, RoundedEarly,
    SlipFlippedSign, SlipDroppedBias, SlipDroppedTerm, SlipMissedActivation, SlipMissedMask, SlipMissedLocal,
    SlipMissedIncoming, SlipMissedPath, SlipSumForMean, SlipMeanForSum, SlipDroppedFactor, SlipDroppedDivisor,
    SlipDroppedPower, SlipInverted, SlipTransposed, SlipOldValue, SlipStepMissing, SlipStepExtra,
    SlipOtherObservation, SlipSwappedInputs, SlipWrongActivation, SlipDoubled, SlipHalved, SlipSomewhere,
    SlipAt, SlipAtFunction, SlipBackAt, SlipBackThrough,
    FunctionRelu, FunctionMax, FunctionMin, FunctionSigma, FunctionTanh, FunctionStep, FunctionExp, FunctionLn,
    FunctionSqrt, FunctionAbs, FunctionSoftmax, FunctionMean, FunctionSin, FunctionCos, FunctionSquare, FunctionPower,
    FormulaSign, FormulaFactor, FormulaOffset, FormulaReciprocal, FormulaSwapped, FormulaMissingTerm, FormulaSignOfTerm, FormulaCountOfTerm,
    FormulaExtraTerm, FormulaMissingFactor, FormulaExtraFactor, FormulaNoLetters,
    SelfCheckModel, SelfCheckAsk, SelfCheckYes, SelfCheckPartly, SelfCheckNo,
    Named, NamedRight, NamedWrong, NamedPartly, NamedUnknown, NamedAsked,
    UnreadableAt, Unreadable, UnreadableMatrix, UnreadableOneOption, UnreadableNames, UnreadableExpected, UnreadableRepair, UnreadableExample, TooLong,

    OlderQuestion, ReactionRight, ReactionClean,
    HintTitle, HintsOver, SolutionTitle, SolutionSure, Skipped, AlreadyFinished, NothingAsked, Dunno, Thanks, Hello,

    Time, TimeStopped, TimeSet, TimeSetStopped, TimeUnreadable, ZoneAsk, ZoneChoose, ZoneUnreadable, Stopped, FormRich, FormPlain,

    FormSample, FormFirst, FormAsk, FormPictures, FormRichName, FormPicturesName, FormPlainName,
    LanguageAsk, LanguageName, LanguageSet,

    Settings, SettingsNone, SettingsOn, SettingsOff, ReminderAsk, ReminderSet, ReminderOff, Reminder, RestAsk, RestAll,
    StreakOn, StreakOff, OrderSheets, OrderMixed, OrderSheetsSet, OrderMixedSet, PauseAsk, PauseSet, PauseUnreadable, OnceAWeek, Goodbye, Week,
    GroupGreeting, ChannelGreeting, GroupHow, GroupDay, GroupReaction, GroupFirst, GroupWhich, GroupJustAsked, GroupSolutionLater, GroupOnlyAdmins, GroupAlone, GroupStopped,
    GroupBoard, GroupBoardLine, GroupBoardEmpty, GroupWeek, BoardInGroups,

    Privacy, Export, ForgetSure, Forgotten, ComplaintKept,

    Earlier, EarlierPart, EarlierAnswer,
    ReviewBegins, ReviewFresh, ReviewForDessert, ReviewDone, ReviewLater, ReviewNothingDue, ReviewNothingYet, TooEasy, TooHard,
    BackpropHow, BackpropTooLong, BackpropNoPoint, BackpropBadPoint, BackpropNoValue, BackpropForward, BackpropBackward, BackpropPicture, InlineHelp, InlineTitle,
    MistakesNone, MistakesTitle, MistakesEntry, Sheets,

    ProgressNone, ProgressTitle, ProgressTotal, ProgressSheet, ProgressShown, ProgressMarked, ProgressStreak, ProgressReview,
    ProgressCardTitle, ProgressCardParts, ProgressCardDays, ProgressCardAlt,

    UnknownCommand, UnknownProblem, MediaPhoto, MediaSticker, MediaVoice, MediaOther, EditedLate, Trouble, SlowDown, StaleButton,

    ButtonFirst, ButtonNext, ButtonQuestion, ButtonHint, ButtonHintMore, ButtonSolution, ButtonSkip, ButtonShowAnyway, ButtonRepair, ButtonZone, ButtonSelfYes, ButtonSelfPartly, ButtonSelfNo,

    ButtonHour, ButtonReminder, ButtonNoReminder, ButtonRest, ButtonStreak, ButtonOrder, ButtonForm, ButtonLanguage, ButtonPause,
    ButtonFormFirst, ButtonFormRich, ButtonFormPictures, ButtonFormPlain, ButtonTooEasy, ButtonTooHard, ButtonLeave, ButtonAgain, ButtonAgainMistake, ButtonSheets, ButtonSheet, ButtonExport, ButtonForget, ButtonForgetSure, ButtonComplain, ButtonAlone,

    CommandStart, CommandNext, CommandHint, CommandSolution, CommandSkip, CommandReview, CommandMistakes, CommandProgress, CommandSheets, CommandBackprop, CommandBoard,
    CommandSettings, CommandTime, CommandPause, CommandLanguage, CommandPlain, CommandPictures, CommandRich, CommandPrivacy, CommandExport, CommandForget, CommandStop, CommandHelp,

    CaseWrite, CasesNone, CasesTitle, CasesNew, CaseTitle, CaseWho, CaseReply, CaseNoReply, CaseUnknown, CaseGone, CaseClosed, CaseAnswered,
    CaseNobody, CaseAnswer, CaseAnswerReply, StatsCounting, Stats, StatsMessages, StatsReplies, StatsFirstTry, StatsHardest, StatsHard, StatsMistakes, StatsMistake,
    StatsSlips, StatsSlip, BroadcastHow, BroadcastAsk, BroadcastFaulty, BroadcastPicture, BroadcastNobody, BroadcastBusy, BroadcastBegan, BroadcastGoing,
    BroadcastDone, BroadcastStopped, BroadcastDropped, BroadcastGone, ReloadChecking, ReloadBusy, ReloadDone, ReloadRefused, ReloadMore, ButtonCase,
    ButtonCaseQuestion, ButtonAnswer, ButtonClose, ButtonEarlier, ButtonLater, ButtonCases, ButtonSend, ButtonCancel, ButtonHalt, ButtonRefresh,
    CommandStats, CommandCases, CommandBroadcast, CommandReload,

    WhenToday, WhenTomorrow, WhenLater,

    ExampleNumber, ExampleInteger, ExampleVector, ExampleMatrix, ExampleTuple, ExampleFormula, ExampleChoice, ExampleChoices, ExampleOrder, ExampleShape, ExampleMatrixFormula,
}
