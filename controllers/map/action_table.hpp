#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace clave {

/// Everything that a control can do. What each does is in controllers/surface/*_actions.cpp.
enum class ActionId : std::uint8_t {
    StepToggle,
    StepEdit,
    StepFlip,
    StepOn,
    StepOff,
    StepSelect,
    StepClear,
    ParamSet,
    ParamMove,
    TrackSelect,
    TrackNext,
    TrackPrevious,
    TrackMute,
    TrackSolo,
    TrackArm,
    TrackLock,
    TrackPort,
    TrackNew,
    TrackDelete,
    BankSelect,
    BankMove,
    PageSelect,
    PageMove,
    PageFollow,
    PageLoop,
    FocusLock,
    LayerSet,
    SceneLaunch,
    SceneMove,
    SceneNew,
    SlotLaunch,
    SlotSelect,
    SlotStop,
    PatternNew,
    PatternDuplicate,
    PatternDouble,
    PatternHalve,
    PatternClear,
    FillHold,
    FillToggle,
    FillArm,
    TransportPlay,
    TransportStart,
    TransportStop,
    TransportContinue,
    TransportRecord,
    TempoTap,
    MetronomeToggle,
    SongModeToggle,
    LoopToggle,
    LaunchCancel,
    Panic,
    Undo,
    Redo,
    EntryToggle,
    EntryRest,
    EntryTie,
    EntrySkip,
    EntryBack,
    KeyPlay,
    OctaveMove,
    Hook,
};

/// One thing that an action must, or may, be told.
struct ArgumentInfo {
    enum class Kind : std::uint8_t {
        Place,  ///< counts from 0 in files, and is shown from 1
        Number,
        Word,  ///< a param, a layer
    };
    std::string_view name;  ///< empty: there is none
    Kind kind = Kind::Number;
    bool isNeeded = false;
    double least = 0.0;
    double most = 0.0;
};

/// An action, for maps, monitors and people.
struct ActionInfo {
    static constexpr std::size_t kMostArguments = 5;
    /// What of a control it takes.
    enum class Manner : std::uint8_t {
        Once,  ///< one gesture
        While,  ///< press and release: it lasts as long as the control is held
        Value,  ///< where a knob is or how far it was turned; by a button: the number it is told
    };
    ActionId id = ActionId::StepToggle;
    std::string_view name;  ///< as in maps: "step.toggle"
    std::string_view sentence;  ///< goes on after "it"; {step} stands for the argument's value
    Manner manner = Manner::Once;
    std::array<ArgumentInfo, kMostArguments> arguments {};

    /// Where an argument is in the list; kMostArguments: nowhere.
    [[nodiscard]] std::size_t indexOf(std::string_view argument) const noexcept;
};

[[nodiscard]] std::span<const ActionInfo> actionTable() noexcept;
/// Every name, for "did you mean".
[[nodiscard]] std::span<const std::string_view> actionNames() noexcept;
/// "hook.NAME" is the action Hook. Null when there is none of that name.
[[nodiscard]] const ActionInfo* findActionInfo(std::string_view name) noexcept;

inline constexpr std::string_view kHookPrefix = "hook.";

}  // namespace clave
