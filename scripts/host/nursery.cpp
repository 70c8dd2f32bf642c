#include "scripts/host/nursery.hpp"

#include <signal.h>
#include <sys/eventfd.h>

#include <utility>

namespace clave {

Nursery::Nursery(ScriptHostOptions options)
    : options_(std::move(options))
    , bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    sigset_t all {};
    sigset_t before {};
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread {[this] { run(); }};
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Nursery::~Nursery()
{
    {
        const std::lock_guard lock {mutex_};
        isOver_ = true;
    }
    wish_.notify_one();
    thread_.join();
}

void Nursery::order()
{
    {
        const std::lock_guard lock {mutex_};
        ++ordered_;
    }
    wish_.notify_one();
}

std::optional<Nursery::Born> Nursery::take()
{
    silence(bell_);
    const std::lock_guard lock {mutex_};
    if (born_.empty())
        return std::nullopt;
    Born next = std::move(born_.front());
    born_.pop_front();
    if (!born_.empty())
        ring(bell_);
    return next;
}

void Nursery::run()
{
    std::unique_lock lock {mutex_};
    for (;;) {
        wish_.wait(lock, [this] { return isOver_ || ordered_ > 0; });
        if (isOver_)
            return;
        --ordered_;
        lock.unlock();
        Born next = HostProcess::start(options_);
        lock.lock();
        born_.push_back(std::move(next));
        ring(bell_);
    }
}

}  // namespace clave
