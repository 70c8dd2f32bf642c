#include "app/window/port_desk.hpp"

#include "app/ports/finish_line.hpp"
#include "app/window/port_worker.hpp"

#include <chrono>
#include <thread>
#include <utility>

namespace clave {

/// The thread, which is not waited for longer than a person would.
class PortDeskThread {
public:
    explicit PortDeskThread(std::function<void()> body) : thread_(end_.wrap(std::move(body))) {}
    ~PortDeskThread()
    {
        if (end_.waitFor(std::chrono::seconds {2}))
            thread_.join();
        else
            thread_.detach();
    }
    PortDeskThread(const PortDeskThread&) = delete;
    PortDeskThread& operator=(const PortDeskThread&) = delete;
    PortDeskThread(PortDeskThread&&) = delete;
    PortDeskThread& operator=(PortDeskThread&&) = delete;

private:
    FinishLine end_;
    std::thread thread_;
};

PortDesk::PortDesk(Engine& engine, const Clock& clock, Setup setup) : shared_(std::make_shared<Shared>())
{
    shared_->engine = &engine;
    auto worker = std::make_shared<Worker>(shared_, clock, std::move(setup));
    thread_ = std::make_unique<PortDeskThread>([worker] { worker->run(); });
}

PortDesk::~PortDesk()
{
    {
        const std::scoped_lock lock(shared_->mutex);
        shared_->isOver = true;
    }
    shared_->wake.notify_one();
    thread_.reset();  // what was asked for is done first, if it can be
    const std::scoped_lock lock(shared_->engineMutex);
    shared_->engine = nullptr;
}

void PortDesk::ask(std::function<void(Worker&)> job)
{
    {
        const std::scoped_lock lock(shared_->mutex);
        shared_->jobs.push_back(std::move(job));
    }
    shared_->wake.notify_one();
}

void PortDesk::look()
{
    ask(&Worker::look);
}

void PortDesk::follow(std::vector<PortSetup> ports)
{
    ask([ports = std::move(ports)](Worker& worker) { worker.follow(ports); });
}

void PortDesk::useOutput(std::size_t number, std::string wanted)
{
    ask([number, wanted = std::move(wanted)](Worker& worker) { worker.useOutput(number, wanted); });
}

void PortDesk::useInputs(std::vector<std::string> names)
{
    ask([names = std::move(names)](Worker& worker) { worker.useInputs(names); });
}

void PortDesk::useSync(SyncKind kind, std::string input)
{
    ask([kind, input = std::move(input)](Worker& worker) { worker.useSync(kind, input); });
}

void PortDesk::remember(std::function<void(Settings&)> change)
{
    ask([change = std::move(change)](Worker& worker) { worker.remember(change); });
}

PortsView PortDesk::view() const
{
    const std::scoped_lock lock(shared_->mutex);
    return shared_->view;
}

std::vector<std::string> PortDesk::takeNews()
{
    const std::scoped_lock lock(shared_->mutex);
    return std::exchange(shared_->news, {});
}

bool PortDesk::isBusy() const
{
    const std::scoped_lock lock(shared_->mutex);
    return shared_->isBusy || !shared_->jobs.empty();
}

}  // namespace clave
