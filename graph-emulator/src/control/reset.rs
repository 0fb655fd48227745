//! The way back to the start.

use crate::emulator::Emulator;
use crate::store::file::DataError;

impl Emulator {
    /// Removes everything that is stored, all faults, upload sessions, the responses that came from outside, and the request log, and
    /// prepares the emulator by the script of its builder. Handlers stay, and so do the applications, tokens and grants of the test itself.
    ///
    /// # Errors
    /// The data file can't be written.
    ///
    /// # Example
    /// ```
    /// # use graph_emulator::Emulator;
    /// # use serde_json::json;
    /// let emulator = Emulator::new();
    /// emulator.seed("users", json!({ "id": "ada" }));
    /// emulator.reset()?;
    /// # Ok::<(), graph_emulator::DataError>(())
    /// ```
    pub fn reset(&self) -> Result<(), DataError> {
        self.calm();
        self.shared.handlers.remove_documents();
        self.shared.uploads.expire();
        self.set_page_size(self.settings.page_size);
        self.shared.token_endpoint.forget_outside();
        self.store().clear();
        if let Some(prepare) = self.shared.preparation.get() {
            prepare(self);
        }
        self.clear_request_log();
        self.save()
    }
}
