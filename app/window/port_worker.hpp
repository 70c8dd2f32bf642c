#pragma once

#include "app/window/port_desk.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace clave {

/// What the desk's thread and everybody else share.
struct PortDesk::Shared {
    std::mutex engineMutex;  ///< held while the engine is changed; taken away from a thread that hangs
    Engine* engine = nullptr;  ///< null: closed

    mutable std::mutex mutex;  ///< of all below
    std::condition_variable wake;
    std::deque<std::function<void(Worker&)>> jobs;
    bool isBusy = false;
    bool isOver = false;
    PortsView view;
    std::vector<std::string> news;
};

/// Does the work of the desk. Owned and used by the desk's thread alone; see PortDesk for what each does.
class PortDesk::Worker {
public:
    Worker(std::shared_ptr<Shared> shared, const Clock& clock, Setup setup);

    /// Until the desk is closed and everything asked for is done.
    void run();

    void look();
    void follow(const std::vector<PortSetup>& ports);
    void useOutput(std::size_t number, const std::string& wanted);
    void useInputs(const std::vector<std::string>& names);
    void useSync(SyncKind kind, const std::string& input);
    void remember(const std::function<void(Settings&)>& change);

private:
    [[nodiscard]] bool isOver() const;
    void say(std::string sentence);
    void carryOut(std::vector<OutputDesk::Change> changes);
    [[nodiscard]] bool listen(ListeningWish wish);
    void show(const PortList& list);

    std::shared_ptr<Shared> shared_;
    const Clock& clock_;
    Setup setup_;
    OutputDesk outputs_;
};

}  // namespace clave
