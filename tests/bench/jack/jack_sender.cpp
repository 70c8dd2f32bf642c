#include "tests/bench/jack/jack_sender.hpp"

#include <fmt/format.h>
#include <jack/midiport.h>

namespace clave::bench {

Result<std::unique_ptr<JackSender>> JackSender::open(
    const std::string& client, const std::vector<std::string>& outputs)
{
    std::unique_ptr<JackSender> sender {new JackSender};
    sender->client_ = jack_client_open(client.c_str(), JackNoStartServer, nullptr);
    if (sender->client_ == nullptr)
        return fail("No JACK server answers; start one, or name it in JACK_DEFAULT_SERVER.");
    for (const auto& name : outputs) {
        sender->outputs_.push_back(std::make_unique<Output>());
        sender->outputs_.back()->port =
            jack_port_register(sender->client_, name.c_str(), JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput, 0);
        if (sender->outputs_.back()->port == nullptr)
            return fail(fmt::format("JACK makes no port \"{}\"; give another name.", name));
    }
    jack_set_process_callback(
        sender->client_,
        [](jack_nframes_t frames, void* self) { return static_cast<JackSender*>(self)->process(frames); },
        sender.get());
    if (jack_activate(sender->client_) != 0)
        return fail("The JACK server lets no new client in; is it stuck?");
    return sender;
}

JackSender::~JackSender()
{
    if (client_ != nullptr)
        jack_client_close(client_);
}

void JackSender::send(std::size_t output, const Message& message) noexcept
{
    (void)outputs_[output]->waiting.tryPush(message);
}

bool JackSender::connectTo(const std::string& input, std::size_t output)
{
    return jack_connect(client_, jack_port_name(outputs_[output]->port), input.c_str()) == 0;
}

int JackSender::process(jack_nframes_t frames) noexcept
{
    for (const auto& output : outputs_) {
        void* const buffer = jack_port_get_buffer(output->port, frames);
        jack_midi_clear_buffer(buffer);
        Message message;
        while (output->waiting.tryPop(message))
            (void)jack_midi_event_write(buffer, 0, message.bytes.data(), message.size);
    }
    return 0;
}

}  // namespace clave::bench
