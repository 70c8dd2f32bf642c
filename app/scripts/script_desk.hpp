#pragma once

#include "app/scripts/script_face.hpp"
#include "app/scripts/script_process.hpp"
#include "app/scripts/script_trust.hpp"
#include "app/scripts/script_watcher.hpp"
#include "app/scripts/script_work.hpp"
#include "core/engine/engine.hpp"
#include "core/ports/bell.hpp"
#include "core/rt/queue.hpp"
#include "core/time/clock.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace clave {

/// All scripts of a run of Clave: read from their files, run by a process of their own, shown, and answered
/// to the clock thread in time.
///
/// A thread that waits for the process and looks for the clock's asks every few milliseconds while scripts
/// run, and a slow one for files. Nothing that plays waits for either. Thread-safe: yes, all. Realtime-safe:
/// no.
class ScriptDesk final : public ScriptFace {
public:
    struct Setup {
        /// Makes what runs the scripts, on the desk's thread.
        std::function<std::unique_ptr<ScriptProcess>()> makeProcess;
        std::string trustFile;  ///< empty: nothing is remembered
        bool trustsAll = false;
        std::string songPath;  ///< of the first song; empty: it has no file
        std::function<void()> onNews;  ///< called on the desk's thread when there is something to read
        /// A script sends something over OSC: its path and a JSON list of values. May be empty.
        std::function<void(const std::string& path, const std::string& values)> sendOsc;
    };

    /// The engine and the clock outlive it.
    ScriptDesk(Engine& engine, const Clock& clock, Setup setup);
    /// What scripts want to keep is written into the song first.
    ~ScriptDesk() override;
    ScriptDesk(const ScriptDesk&) = delete;
    ScriptDesk& operator=(const ScriptDesk&) = delete;
    ScriptDesk(ScriptDesk&&) = delete;
    ScriptDesk& operator=(ScriptDesk&&) = delete;

    [[nodiscard]] ScriptsViewPtr views() const override;
    [[nodiscard]] GhostsViewPtr ghosts() const override;
    [[nodiscard]] std::vector<std::string> takeNews() override;
    void add(std::string path) override;
    void remove(const std::string& script) override;
    void reload(const std::string& script) override;
    void enable(const std::string& script, bool on) override;
    void unbench(const std::string& script) override { reload(script); }
    void trust(const std::string& script) override;
    [[nodiscard]] Result<std::string> text(const std::string& script) const override;
    [[nodiscard]] Result<void> setText(const std::string& script, std::string text) override;
    void knob(const std::string& script, const std::string& knob, double value) override;
    void drag(
        const std::string& script, const std::string& knob, double value, std::uint64_t gesture) override;
    void takeBack(std::uint64_t gesture) override;
    void keepDraft(const std::string& file, std::optional<std::string> text) override;
    void press(const std::string& script, const std::string& button) override;
    void keepInSong() override;
    std::uint64_t evaluate(const std::string& script, std::string text) override;
    std::uint64_t complete(const std::string& script, std::string text, std::size_t cursor) override;

    /// The same for who waits for the answer: it is called on the desk's thread, once.
    void ask(const std::string& script, std::string text, ScriptTalk::OnReply onReply);
    void askWords(
        const std::string& script, std::string text, std::size_t cursor, ScriptTalk::OnReply onReply);
    /// Waits until the song's scripts are loaded, so that its first step is theirs; no longer than that.
    void waitUntilReady(Nanoseconds patience);
    /// Who knows the file of a document from now on: scripts are found from its folder. Called on the desk's
    /// thread; empty: nobody any more.
    void useSongPaths(std::function<std::string(DocumentId)> pathOf);
    /// Who shows scripts on controllers: both are called on the desk's thread with the newest.
    struct Controllers {
        std::function<void(GuestWishPtr wish)> wish;  ///< what scripts want of them
        std::function<void(std::vector<double> knobs)> knobs;  ///< as knobWays()
    };
    /// From now on; empty ones: nobody, and no call is under way any more.
    void useControllers(Controllers controllers);
    /// A control of a device turns a knob: by its number, how far, from 0 to 1.
    void turn(std::size_t knob, double way);
    /// What hands did on controllers. Of the thread of the controllers only; what is too much is left out,
    /// and counted.
    void heard(const GuestNews& news);
    void useDevices(std::vector<GuestDevice> devices);
    /// A control of a device asks for a script's function by name.
    void call(const std::string& name, std::span<const int> values);
    /// The same with any values. \param values a JSON list.
    void callWith(const std::string& name, const std::string& values);
    /// A message came in over OSC. \param values a JSON list.
    void osc(const std::string& path, const std::string& values);

private:
    using Job = std::function<void(ScriptWork&)>;
    /// Waits for scripts; a hand fills it in minutes, a device that has gone mad at once.
    static constexpr std::size_t kMostHands = 1024;

    void post(Job job);
    void tellList(std::string_view kind, std::string_view nameKey, const std::string& name,
        std::string_view listKey, const std::string& list);
    void say(std::string sentence);
    void wake() const;
    void run();
    void round(ScriptWork& work, Published<Snapshot>::Reader& reader);
    void takeMidi(ScriptWork& work, const ClockStatus& status);
    void takeHands(ScriptWork& work, const ClockStatus& status, TimePoint now);
    void showWish(GuestWishPtr wish);
    void showKnobs(const ScriptsView& view);
    void waitFor(int process, Nanoseconds patience) const;
    [[nodiscard]] Nanoseconds patience(const ScriptWork& work) const;
    void show(const ScriptWork& work, TimePoint now);
    void showGhosts(ScriptWork& work, TimePoint now);
    [[nodiscard]] std::string songPath(DocumentId document) const;
    [[nodiscard]] std::string fileOf(const std::string& script) const;
    [[nodiscard]] ScriptWork::Ways ways(ScriptProcess& process);
    bool send(Command command);
    void hear(std::string_view kind, const JsonView& said);

    Engine& engine_;
    const Clock& clock_;
    Setup setup_;
    int wake_ = -1;  ///< an eventfd
    std::atomic<std::uint64_t> ids_ {0};

    mutable std::mutex mutex_;  ///< of the next six
    std::vector<Job> jobs_;
    std::function<std::string(DocumentId)> pathOf_;
    ScriptsViewPtr view_ = std::make_shared<const ScriptsView>();
    GhostsViewPtr ghosts_ = std::make_shared<const GhostsView>();
    std::vector<std::string> news_;
    bool isOver_ = false;

    std::mutex controllersMutex_;  ///< of the next three
    Controllers controllers_;
    GuestWishPtr wish_;  ///< the newest; null: there was none
    std::vector<double> knobs_;  ///< likewise

    Queue<GuestNews> hands_ {kMostHands};
    std::atomic<std::uint64_t> leftOut_ {0};  ///< that hands_ had no room for

    mutable std::atomic<bool> areGhostsWanted_ {false};  ///< somebody has asked since they were shown
    Bell ready_;  ///< rung when the scripts are loaded
    Bell kept_;  ///< rung when the song has what they hold
    // Of the thread.
    std::map<std::string, std::unique_ptr<CommandSender>> senders_;
    std::uint64_t heard_ = 0;  ///< number of the last message that came in
    bool isListening_ = false;
    TimePoint nextView_ {};
    TimePoint nextComplaint_ {};
    TimePoint nextGhosts_ {};
    bool isViewDue_ = true;
    bool isAwaited_ = false;  ///< somebody waits for ready_
    bool isKeeping_ = false;  ///< somebody waits for kept_

    std::unique_ptr<ScriptWatcher> watcher_;
    std::thread thread_;
};

}  // namespace clave
