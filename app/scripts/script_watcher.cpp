#include "app/scripts/script_watcher.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace clave {
namespace {
/// A save is heard within this, the horizon of the asks and a step. Looking costs some microseconds a file.
constexpr Nanoseconds kLook = std::chrono::milliseconds {50};
constexpr Nanoseconds kNothing = std::chrono::hours {1};
}  // namespace

ScriptWatcher::ScriptWatcher(std::function<void()> onNews)
    : onNews_(std::move(onNews))
    , thread_([this] { run(); })
{
}

ScriptWatcher::~ScriptWatcher()
{
    {
        const std::scoped_lock lock(mutex_);
        isOver_ = true;
    }
    bell_.ring();
    thread_.join();
}

void ScriptWatcher::watch(std::vector<std::string> paths)
{
    {
        const std::scoped_lock lock(mutex_);
        if (paths == paths_)
            return;
        paths_ = std::move(paths);
    }
    bell_.ring();
}

std::vector<FileLook::Seen> ScriptWatcher::take()
{
    const std::scoped_lock lock(mutex_);
    return std::exchange(news_, {});
}

void ScriptWatcher::later(std::function<void()> job)
{
    {
        const std::scoped_lock lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    bell_.ring();
}

void ScriptWatcher::run()
{
    while (round())
        (void)bell_.waitFor(isIdle() ? kNothing : kLook);
}

bool ScriptWatcher::isIdle()
{
    const std::scoped_lock lock(mutex_);
    return paths_.empty();
}

bool ScriptWatcher::round()
{
    std::vector<std::string> paths;
    std::vector<std::function<void()>> jobs;
    bool isOver = false;
    {
        const std::scoped_lock lock(mutex_);
        paths = paths_;
        jobs.swap(jobs_);
        isOver = isOver_;
    }
    for (const auto& job : jobs)
        job();
    if (isOver)
        return false;
    auto seen = look_.look(paths);
    if (!seen.empty()) {
        {
            const std::scoped_lock lock(mutex_);
            std::ranges::move(seen, std::back_inserter(news_));
        }
        onNews_();
    }
    return true;
}

}  // namespace clave
