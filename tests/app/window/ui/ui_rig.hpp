#pragma once

#include "app/window/ui/ui.hpp"

#include "tests/support/live_rig.hpp"

#include <imgui.h>

#include <memory>
#include <string>
#include <vector>

namespace clave::test {

/// The window without a window: the whole of it drawn to nowhere, in front of an instrument with a fake
/// clock. Things are clicked by the names of their rectangles; what is asked for is done at once.
class UiRig {
public:
    explicit UiRig(Song song, ImVec2 size = {1280.0F, 800.0F}, float scale = 1.0F);
    ~UiRig();
    UiRig(const UiRig&) = delete;
    UiRig& operator=(const UiRig&) = delete;
    UiRig(UiRig&&) = delete;
    UiRig& operator=(UiRig&&) = delete;

    /// Draws some frames, 16 ms apart, and does what they ask for.
    void frame(int count = 1);

    // Keys by what is printed on them; each goes down and up again.
    void key(Special special, Modifiers with = {});
    void key(char letter, Modifiers with = {});
    /// A key of the computer's piano, [0, 28] semitones above its lowest C; both halves.
    void pianoKey(int place, bool down);
    void pianoKey(int place)
    {
        pianoKey(place, true);
        pianoKey(place, false);
    }
    /// Letters into the field that has the keyboard.
    void type(const std::string& text);

    // The mouse. What is not on the screen fails the test.
    void click(const std::string& name, int button = 0);
    void doubleClick(const std::string& name);
    /// Down at the middle of one thing, up at that of another, as fast as a hand can: no place in between.
    void drag(const std::string& from, const std::string& to, int button = 0);
    void dragBy(const std::string& from, ImVec2 by);
    void moveTo(ImVec2 at);
    void press(int button = 0);
    void release(int button = 0);
    void wheel(const std::string& name, float notches);
    void hold(Modifiers with) { held_ = with; }

    [[nodiscard]] bool has(const std::string& name) { return ui.rects().all().contains(name); }
    [[nodiscard]] Rect rect(const std::string& name);
    [[nodiscard]] const Song& song() const { return *live.session.song(); }
    [[nodiscard]] const Pattern& pattern(std::size_t track, std::size_t slot = 0) const
    {
        return *song().tracks[track]->slots[slot];
    }
    /// "x...x..." of a track's first pattern.
    [[nodiscard]] std::string steps(std::size_t track, std::size_t slot = 0) const;

    LiveRig live;
    Ui ui;
    std::vector<Wish> wishes;  ///< but for keys, which are played
    std::vector<std::string> refusals;
    std::vector<Notice> notices;
    std::shared_ptr<const std::vector<DeviceView>> devices;
    ScriptsViewPtr scripts;
    std::shared_ptr<const ScriptTexts> scriptTexts;
    LeftDrafts leftDrafts;
    GhostsViewPtr ghosts;
    std::string osc;
    SyncKind syncKind = SyncKind::Internal;
    std::vector<std::string> inputChoices;
    std::vector<wish::Key> keys;  ///< that were played
    Nanoseconds busy {0};  ///< so long the window has no time for a key that comes in
    std::string saveTrouble;  ///< why saving under a name fails; empty: it does not

private:
    void obey();
    void obeyKeys();
    void press(KeyEvent event);
    [[nodiscard]] UiFrame makeFrame();

    ImGuiContext* context_;
    Modifiers held_;
    ClockStatus status_;
    SaveAnswer saved_;
};

}  // namespace clave::test
