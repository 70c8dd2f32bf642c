#pragma once

#include "scripts/host/script_host.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace clave {

/// What the desk needs of a ScriptHost; tests put another one in its place. What each does is said there.
class ScriptProcess {
public:
    ScriptProcess() = default;
    virtual ~ScriptProcess() = default;
    ScriptProcess(const ScriptProcess&) = delete;
    ScriptProcess& operator=(const ScriptProcess&) = delete;
    ScriptProcess(ScriptProcess&&) = delete;
    ScriptProcess& operator=(ScriptProcess&&) = delete;

    /// Called first, and only when there is something to run.
    virtual void start() = 0;
    [[nodiscard]] virtual bool trySend(const ScriptAsk& ask) = 0;
    virtual void send(std::string_view kind, std::string json) = 0;
    virtual void poll(ScriptSink& sink) = 0;
    /// -1 before start().
    [[nodiscard]] virtual int waitable() const noexcept = 0;
    [[nodiscard]] virtual ScriptHostReport report() const = 0;
};

/// The real one: two processes once there is something to run, none before.
class HostedScripts final : public ScriptProcess {
public:
    /// The clock outlives it.
    HostedScripts(ScriptHostOptions options, const Clock& clock) : options_(std::move(options)), clock_(clock)
    {
    }

    void start() override { host_ = std::make_unique<ScriptHost>(options_, clock_); }
    bool trySend(const ScriptAsk& ask) override { return host_->trySend(ask); }
    void send(std::string_view kind, std::string json) override { host_->send(kind, std::move(json)); }
    void poll(ScriptSink& sink) override { host_->poll(sink); }
    int waitable() const noexcept override { return host_ != nullptr ? host_->waitable() : -1; }
    ScriptHostReport report() const override { return host_->report(); }

private:
    ScriptHostOptions options_;
    const Clock& clock_;
    std::unique_ptr<ScriptHost> host_;
};

}  // namespace clave
